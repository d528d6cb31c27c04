import { archiveRoutes, type WireTimelapse } from '../contract.ts';
import { createClient } from './client.ts';

const api = createClient(archiveRoutes);
/** It moves after the answer. @throws ApiError */
export function moveVideo(id: string, way: 'archive' | 'unarchive'): Promise<WireTimelapse> {
  const params = { id };
  return way === 'archive' ? api.archiveTimelapse({ params }) : api.unarchiveTimelapse({ params });
}
