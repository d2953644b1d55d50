// The reading page: to the next and previous article and back by keys.
import { listen } from "./keys.js";

function follow(selector) {
  return () => {
    const link = document.querySelector(selector);
    if (!link) return false;
    link.click();
    return true;
  };
}

for (const key of ["n", "j"]) listen(key, follow(".around [data-next]"));
for (const key of ["p", "k"]) listen(key, follow(".around [data-previous]"));
listen("u", follow(".around [data-up]"));
