import { render } from 'preact';
import { loadAccount } from './account.ts';
import { App } from './app.tsx';
import { followHistory } from './navigation.ts';
import { followLanguage } from './texts.ts';

// The page's life is the app's life: nothing aborts it.
const { signal } = new AbortController();
followLanguage();
followHistory(signal);
render(<App />, document.getElementById('app')!);
void loadAccount(signal);
