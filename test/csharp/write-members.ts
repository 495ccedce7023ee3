import { writeFileSync } from 'node:fs';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { memberLists, MISSING_FILE, UNRECORDED_FILE } from './member-coverage';

void loadCSharp().then(() => {
  const { missing, unrecorded } = memberLists();
  writeFileSync(MISSING_FILE, missing);
  writeFileSync(UNRECORDED_FILE, unrecorded);
});
