import { LivePage } from './parts/live-page.js';
import { keepTime } from './parts/moments.js';

keepTime();
new LivePage(['status']).start();
