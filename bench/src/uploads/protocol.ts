/** What every server for uploads is told: the port, and a folder to write to. */
export const port = Number(process.argv[2]);
export const folder = process.argv[3]!;

/** Says to the parent that the server listens; tells it the peak memory when asked. */
export function ready(): void {
  process.on("message", () => process.send?.({ peak: process.resourceUsage().maxRSS / 1024 }));
  process.send?.("ready");
}
