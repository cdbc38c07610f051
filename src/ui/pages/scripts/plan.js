// A new session's form: the reader's own time zone and the next full hour, where nothing was typed.
const zone = document.querySelector("select[data-guess]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && [...zone.options].some(({ value }) => value === own)) zone.value = own;
const starts = document.querySelector("input[data-guess]");
if (starts && !starts.value) {
  const next = new Date(Date.now() + 3600000), two = (number) => String(number).padStart(2, "0");
  starts.value = `${next.getFullYear()}-${two(next.getMonth() + 1)}-${two(next.getDate())}T${two(next.getHours())}:00`;
}
