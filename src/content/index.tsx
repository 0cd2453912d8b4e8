import { render } from 'preact';

render(<p>Examus</p>, document.createElement('div'));
