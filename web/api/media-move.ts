import { mediaMoveRoutes } from '../contract.ts';
import { createClient } from './client.ts';

/** The move of the videos into Home Assistant's media folder. */
export const mediaMoveApi = createClient(mediaMoveRoutes);
