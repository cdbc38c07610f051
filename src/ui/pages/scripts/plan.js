// A form's own time zone is the reader's where nothing was chosen, and a new session starts at the next full hour.
const zone = document.querySelector("select[data-guess]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && [...zone.options].some(({ value }) => value === own)) zone.value = own;
const starts = document.querySelector("input[data-guess]");
if (starts && !starts.value) {
  const next = new Date(Date.now() + 3600000), two = (number) => String(number).padStart(2, "0");
  starts.value = `${next.getFullYear()}-${two(next.getMonth() + 1)}-${two(next.getDate())}T${two(next.getHours())}:00`;
}
