// Where cards stand beside a text: next to their marks, never on each other.

const FARTHER = 3; // times the reach, where nothing else wants the room

/**
 * The place of each of `items` ({wanted, height}, pixels, in order), null where there is no room.
 * None stands above `floor`, or so far below where it wants to be that it takes another's place: no
 * farther than `reach`, but where room is left over. The item at `active` stands exactly where it
 * wants to, and the others make way.
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
  if (active < 0) return filled(places, items, { floor, gap, reach });
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
  return filled(places, items, { floor, gap, reach });
}

/** The places, and in the room that they leave those that found none, in order. */
function filled(places, items, { floor, gap, reach }) {
  let ceiling = Infinity;
  const below = places.map(() => 0); // where the next one that has a place stands
  for (let at = places.length - 1; at >= 0; at -= 1) {
    below[at] = ceiling;
    if (places[at] !== null) ceiling = places[at];
  }
  let free = floor;
  return places.map((known, at) => {
    const { wanted, height } = items[at];
    const place = known ?? Math.max(wanted, free);
    const fits = known !== null || (place + height + gap <= below[at] && place - wanted <= FARTHER * reach);
    if (fits) free = place + height + gap;
    return fits ? place : null;
  });
}
