import { render } from 'preact';
import '../../ui/tokens.css';

render(<main>Examus</main>, document.getElementById('app')!);
