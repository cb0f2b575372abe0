/* Instants on the reader's own clock, and the last two days counted down. Without this file the promised zone stands alone. */

const language = document.documentElement.lang || "en";
const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const clockOf = (instant, zone) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" }).format(instant);

function showOwnClock(time) {
  const beside = time.nextElementSibling;
  const instant = new Date(time.dateTime);
  const there = clockOf(instant, time.dataset.zone);
  const here = clockOf(instant, own);
  if (!beside || beside.textContent || there === here) return;
  const sameDay = there.slice(0, 10) === here.slice(0, 10);
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: own };
  const words = new Intl.DateTimeFormat(language, sameDay ? hour : { ...hour, weekday: "long", day: "numeric", month: "long" });
  const place = own.split("/").pop().replaceAll("_", " ");
  beside.textContent = time.dataset.yours.replace("{time}", words.format(instant)).replace("{place}", place);
}

function countDown(element) {
  const words = JSON.parse(element.dataset.words);
  const minutes = Math.floor((new Date(element.dataset.until) - Date.now()) / 60000);
  if (minutes >= 48 * 60) return;
  const [unit, n] = minutes >= 60 ? ["hour", Math.floor(minutes / 60)] : ["minute", Math.max(1, minutes)];
  const form = new Intl.PluralRules(language).select(n) === "one" ? 0 : 1;
  element.textContent = minutes <= 0 ? words.closed : `${words[unit][form].replace("{n}", n)}.`;
}

document.querySelectorAll("time[data-yours]").forEach(showOwnClock);
const ends = document.querySelectorAll("[data-until]");
const tick = () => ends.forEach(countDown);
if (ends.length) setInterval(tick, 60000);
