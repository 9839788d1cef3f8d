/**
 * Ends the process with its exit code as soon as what was printed has left it. Node would first wait for idle connections and
 * take down all that it made.
 */
export function exitOncePrinted(streams: readonly NodeJS.WriteStream[]): void {
  const [first, ...others] = streams;
  if (!first) process.exit();
  first.write('', () => exitOncePrinted(others));
}
