import { eventHandler } from 'h3';
import { run } from '../../app.mjs';

export default eventHandler(() => run());
