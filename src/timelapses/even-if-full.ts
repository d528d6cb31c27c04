import { isDiskFull } from '../lib/errors.ts';

/** Deleting is what helps on a full disk, so the reserve is given up for it. */
export async function evenIfFull<T>(makeRoom: () => Promise<boolean>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDiskFull(error) || !(await makeRoom())) throw error;
    return write();
  }
}
