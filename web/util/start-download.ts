/** By a link in the same frame: apps around the page can handle an attachment but not a new window. */
export function startDownload(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
