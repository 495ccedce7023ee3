import { replay } from './replay';

replay(2);
