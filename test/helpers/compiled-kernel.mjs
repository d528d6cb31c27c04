/* Before the tests: the engine that they run from its source needs what is compiled of it. */
export { buildKernel as setup } from '../../src/tools/build-kernel.mjs';
