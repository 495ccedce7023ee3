import { replay } from './replay';

replay(3);
