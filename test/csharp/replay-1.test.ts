import { replay } from './replay';

replay(1);
