import { render } from 'preact';
import '../../ui/tokens.css';
import '../../ui/base.css';
import '../../ui/frame-drawings.css';
import '../../ui/chat-feed.css';
import './portal.css';
import './check/check.css';
import './exam/exam.css';
import './record/record.css';
import { App } from './app.tsx';
import { startPortal } from './start.ts';

const leaving = new AbortController();
window.addEventListener('pagehide', () => leaving.abort());
void startPortal(leaving.signal);
render(<App />, document.getElementById('app')!);
