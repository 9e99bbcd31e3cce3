/*
 * TEST_SEED makes a run of generated cases the run it was before: CI takes it from the commit, so that what passed for a
 * commit passes for it again, and the next commit tries other cases. Without it every run tries its own; a failure prints its seed.
 */
const seed = process.env['TEST_SEED'];
if (seed !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
