// Where cards stand beside a text: next to their marks, never on each other.

/**
 * The place of each of `items` ({wanted, height}, pixels, in order), null where there is no room.
 * None stands above `floor` or farther than `reach` from where it wants to be. The item at `active`
 * stands exactly where it wants to, and the others make way.
 */
export function stack(items, { floor, gap, reach, active = -1 }) {
  const places = new Array(items.length).fill(null);
  const down = (from, free) => {
    for (let at = from; at < items.length; at += 1) {
      const { wanted, height } = items[at];
      const place = Math.max(wanted, free);
      if (at !== active && place - wanted > reach) continue;
      places[at] = place;
      free = place + height + gap;
    }
  };
  down(0, floor);
  if (active < 0) return places;
  places[active] = Math.max(items[active].wanted, floor);
  let ceiling = places[active] - gap;
  for (let at = active - 1; at >= 0; at -= 1) {
    if (places[at] === null) continue;
    const place = Math.min(places[at], ceiling - items[at].height);
    const fits = place >= floor && items[at].wanted - place <= reach;
    places[at] = fits ? place : null;
    if (fits) ceiling = place - gap;
  }
  places.fill(null, active + 1);
  down(active + 1, places[active] + items[active].height + gap);
  return places;
}
