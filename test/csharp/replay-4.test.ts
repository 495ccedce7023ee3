import { replay } from './replay';

replay(4);
