/** The user id that Unix systems give to nobody. */
const NOBODY = 65_534;

/** Runs `work` without the rights of the superuser, who may read everything and as whom tests run in containers. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}
