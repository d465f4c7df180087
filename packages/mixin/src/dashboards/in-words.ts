/** A name for people: `http_route` is "Http route", `guestkit.worker` is "Guestkit worker". */
export function inWords(name: string): string {
  const words = name.replace(/[._]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
