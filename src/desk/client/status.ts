import { LivePage } from './parts/live-page.js';
import { keepTimesCurrent } from './parts/relative-times.js';

keepTimesCurrent();
new LivePage(['status']).start();
