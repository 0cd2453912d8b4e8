import { render } from 'preact';
import '../../ui/tokens.css';
import '../../ui/base.css';
import './options.css';
import { followAccess } from './access.tsx';
import { loadAccount } from './account.ts';
import { App } from './app.tsx';

void loadAccount();
void followAccess();
render(<App />, document.getElementById('app')!);
