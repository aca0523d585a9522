// Counts on: every state and every text was computed when the page was published, for each day from which
// it holds. What is left to do is to compare days written as 2026-11-25, and to count the days between two.
(function () {
  "use strict";
  var holder = document.getElementById("data");
  var data = holder ? JSON.parse(holder.textContent) : null;
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var built = data ? data.day : (document.querySelector("[data-today]") || {dateTime: "0001-01-01"}).dateTime;

  function pad(number, size) { return String(number).padStart(size, "0"); }

  // The reader's own day; never before the page was published, never after the last day it knows.
  function readersDay() {
    var now = new Date();
    var day = pad(now.getFullYear(), 4) + "-" + pad(now.getMonth() + 1, 2) + "-" + pad(now.getDate(), 2);
    if (day < built) { return built; }
    return data && day > data.through ? data.through : day;
  }

  function number(day) { return Date.UTC(day.slice(0, 4), day.slice(5, 7) - 1, day.slice(8)) / 864e5; }

  function said(text, day) {
    return text.map(function (part) {
      if (typeof part === "string") { return part; }
      return Math.abs(number(part[0]) - number(day)).toLocaleString("en-US");
    }).join("");
  }

  function last(turns, day) {
    var found = turns[0];
    turns.forEach(function (turn) { if (turn[0] <= day) { found = turn; } });
    return found;
  }

  function write(element, text) { if (element && element.textContent !== text) { element.textContent = text; } }

  function show(day) {
    var looks = {};
    all("[data-of]").forEach(function (element) {
      var turn = last(data.looks[element.dataset.of], day);
      var words = function (place) { return said(data.texts[turn[place]], day); };
      looks[element.dataset.of] = turn;
      Object.keys(data.states).forEach(function (state) { element.classList.toggle(state, state === turn[1]); });
      element.classList.toggle("expiring", (turn[4] & 1) > 0);
      element.classList.toggle("unconfirmed", (turn[4] & 2) > 0);
      all("[data-show]", element).forEach(function (part) {
        if (part.dataset.show === "state") {
          write(part, data.states[turn[1]]);
          part.className = "state " + turn[1];
        } else {
          write(part, words({first: 5, last: 6, countdown: 7, age: 8, barred: 9}[part.dataset.show]));
        }
      });
      all("[data-unconfirmed]", element).forEach(function (part) { part.hidden = (turn[4] & 2) === 0; });
      if (element.matches(".doubts")) { element.hidden = !element.querySelector("li:not([hidden])"); }
      if (data.standings) {
        var told = last(data.standings[element.dataset.of], day);
        var verdict = element.querySelector("[data-verdict]");
        verdict.className = "verdict " + told[1];
        write(verdict, data.verdicts[told[1]]);
        write(element.querySelector("[data-reason]"), told[2]);
      }
    });
    arrange(looks);
    count(looks);
    all("[data-now]").forEach(function (line) { mark(line, day); });
  }

  // The line of today, in thousandths of the days that its axis shows.
  function mark(line, day) {
    var first = line.dataset.now.slice(0, 10), days = number(line.dataset.now.slice(11)) - number(first) + 1;
    var place = 1000 * (number(day) - number(first)) / days;
    line.setAttribute("d", place > 1000 ? "" : "M" + place.toFixed(1) + " 0v10");
  }

  // Rows go to the group in which they stand on that day, in its order.
  function arrange(looks) {
    var groups = all("[data-group]");
    if (!groups.length) { return; }
    var rows = all("tr[data-of]").map(function (row) { return [looks[row.dataset.of], row]; });
    rows.sort(function (one, other) {
      return one[0][2] - other[0][2] || one[0][3] - other[0][3] || (one[1].id < other[1].id ? -1 : 1);
    });
    groups.forEach(function (group) {
      var body = group.querySelector("tbody");
      var own = rows.filter(function (row) { return row[0][2] === Number(group.dataset.group); });
      own.forEach(function (row, place) {
        if (body.children[place] !== row[1]) { body.insertBefore(row[1], body.children[place] || null); }
      });
    });
  }

  function count(looks) {
    var found = {}, expiring = 0;
    Object.keys(looks).forEach(function (slug) {
      found[looks[slug][1]] = (found[looks[slug][1]] || 0) + 1;
      expiring += looks[slug][4] & 1;
    });
    var tell = function (element, size) {
      write(element.querySelector("[data-count]"), size.toLocaleString("en-US"));
      element.hidden = size === 0;
    };
    all("[data-count-state]").forEach(function (element) { tell(element, found[element.dataset.countState] || 0); });
    all("[data-count-expiring]").forEach(function (element) { tell(element, expiring); });
    all("[data-tile]").forEach(function (tile) {
      var size = data.tiles[tile.dataset.tile].filter(function (slug) {
        return last(data.looks[slug], today)[1] === "in_force";
      }).length;
      write(tile.querySelector("[data-count]"), String(size));
      tile.classList.toggle("some", size > 0);
    });
  }

  // What lies ahead and what has happened, as it stands on that day.
  function turn(day) {
    all("[data-next]").forEach(function (list) {
      var left = Number(list.dataset.next);
      all("li", list).forEach(function (item) { item.hidden = item.dataset.through < day || left-- <= 0; });
      list.nextElementSibling.hidden = left < Number(list.dataset.next);
    });
    all("ol:not([data-next]) > [data-through]").forEach(function (item) { item.hidden = item.dataset.through < day; });
    all("[data-newest]").forEach(function (list) {
      var left = Number(list.dataset.newest);
      all("li", list).forEach(function (item) { item.hidden = item.dataset.since > day || left-- <= 0; });
    });
    all("[data-scheduled]").forEach(function (tag) { tag.hidden = tag.closest("li").dataset.since <= day; });
    all("[data-from], [data-until]").forEach(function (item) {
      item.classList.toggle("past", item.dataset.until < day || item.dataset.from > day);
    });
    all("[data-today]").forEach(function (time) { time.dateTime = day; write(time, day); });
    all(".built").forEach(function (part) { part.hidden = day !== built; });
    all(".counted").forEach(function (part) { part.hidden = day === built; });
  }

  // Search and filters, kept in the address.
  var form = document.querySelector("form.search");
  var names = null;

  // As the program folds text: case, forms, apostrophes, hyphens and spaces of every kind.
  function folded(text) {
    return text.replace(/[`\u00b4\u02b9-\u02bf\u2018-\u201b\u2032\u2035]/g, "'").replace(/[\u201c-\u201f\u2033]/g, '"')
      .replace(/[\p{Pd}\u2212]/gu, "-").replace(/\p{Cf}/gu, "").normalize("NFKC").toLowerCase().replace(/\u00df/g, "ss")
      .split(/\s+/).filter(Boolean);
  }

  function fits(element, wanted, words) {
    return (!wanted.state || element.classList.contains(wanted.state)) &&
      (!wanted.topic || element.dataset.topic === wanted.topic) &&
      (!wanted.place || element.dataset.place === wanted.place || (element.dataset.place || "").indexOf(wanted.place + "-") === 0) &&
      words.every(function (word) { return element.dataset.text.indexOf(word) >= 0; });
  }

  function filter() {
    if (!form) { return; }
    var wanted = {};
    all("input, select", form).forEach(function (field) { wanted[field.name] = field.value.trim(); });
    var words = folded(wanted.q || "");
    var asked = Object.keys(wanted).some(function (name) { return wanted[name]; });
    var found = 0;
    all("[data-text]").forEach(function (element) {
      element.hidden = asked && !fits(element, wanted, words);
      found += element.hidden ? 0 : 1;
    });
    all("[data-rest]").forEach(function (part) { part.hidden = asked; });
    write(form.querySelector(".found"), asked ? found.toLocaleString("en-US") + " found" : "");
    all(".letter").forEach(function (part) { part.hidden = !part.querySelector("li:not([hidden])"); });
    sizes();
    offer(words);
    return wanted;
  }

  function sizes() {
    all("[data-group]").forEach(function (group) {
      var size = group.querySelectorAll("tbody tr:not([hidden])").length;
      write(group.querySelector("[data-size]"), size.toLocaleString("en-US"));
      group.hidden = size === 0;
    });
  }

  function offer(words) {
    var box = document.querySelector(".hits");
    if (!box) { return; }
    if (!words.length) { box.hidden = true; return; }
    if (!names) {
      names = [];
      fetch("parties/names.json").then(function (answer) { return answer.json(); })
        .then(function (rows) { names = rows; offer(folded(form.elements.q.value)); }, function () {});
      return;
    }
    var list = box.querySelector("ul");
    list.textContent = "";
    names.filter(function (row) { return words.every(function (word) { return row[2].indexOf(word) >= 0; }); })
      .slice(0, 8).forEach(function (row) {
        var item = list.appendChild(document.createElement("li"));
        var link = item.appendChild(document.createElement("a"));
        link.href = "parties/" + row[1] + "/";
        link.textContent = "May " + row[0] + "? ";
        var by = link.appendChild(document.createElement("span"));
        by.className = "by";
        by.textContent = row[3];
      });
    box.hidden = !list.children.length;
  }

  function remember(wanted) {
    var kept = new URLSearchParams();
    Object.keys(wanted).forEach(function (name) { if (wanted[name]) { kept.set(name, wanted[name]); } });
    var query = kept.toString();
    history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
  }

  if (form) {
    var asked = new URLSearchParams(location.search);
    all("input, select", form).forEach(function (field) { field.value = asked.get(field.name) || ""; });
    form.hidden = false;
    form.addEventListener("input", function () { remember(filter()); });
    form.addEventListener("submit", function (event) { event.preventDefault(); remember(filter()); });
  }

  var today = "";
  function refresh() {
    var day = readersDay();
    if (day === today) { return; }
    today = day;
    if (data) { show(day); }
    turn(day);
    filter();
  }
  refresh();
  setInterval(refresh, 30000);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("pageshow", refresh);
}());
