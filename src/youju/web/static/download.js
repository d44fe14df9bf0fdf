// A file that the program has made is saved by the browser as soon as its link is there.
watch("value", () => element.querySelector("a")?.click());
