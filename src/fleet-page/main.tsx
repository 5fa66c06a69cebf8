import { render } from 'preact';
import { FleetPage } from './page/fleet-page.js';

const root = document.querySelector('#fleet');
if (root) render(<FleetPage />, root);
