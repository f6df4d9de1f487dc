// Keys move in the month as in a grid: arrows by a day and a week, Home and End to the ends of the week, Page Up and Page Down
// by a month, Enter into the day. Without this script all of it is links.
(() => {
  const table = document.querySelector('table.month-grid');
  // On a narrow screen the days are a list.
  if (!table || !matchMedia('(min-width: 48rem)').matches) return;
  const days = [...table.querySelectorAll('td[id]')];
  const rtl = document.documentElement.dir === 'rtl';
  table.setAttribute('role', 'grid');

  const go = day => {
    for (const other of days) other.tabIndex = other === day ? 0 : -1;
    day.focus();
  };
  // To the same day of the month beside this one, or its last.
  const leave = (rel, number) => {
    const link = document.querySelector(`a[rel~="${rel}"]`);
    if (!link) return;
    const month = new URL(link.href).pathname.match(/(\d{4}-\d{2})\/$/);
    if (month) location.href = `${link.href.split('#')[0]}#d-${month[1]}-${String(number).padStart(2, '0')}`;
  };

  table.addEventListener('keydown', event => {
    const day = event.target.closest('td[id]');
    if (!day || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = days.indexOf(day);
    const step = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step) {
      const to = at + step;
      if (to >= 0 && to < days.length) go(days[to]);
      // Days on from the end of this month: the script of the next page puts what is too much back on its last day.
      else leave(to < 0 ? 'prev' : 'next', to < 0 ? 99 + to + 1 : to - days.length + 1);
    } else if (event.key === 'Home' || event.key === 'End') {
      const week = days.filter(other => other.parentNode === day.parentNode);
      go(week.at(event.key === 'Home' ? 0 : -1));
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      leave(event.key === 'PageUp' ? 'prev' : 'next', at + 1);
    } else if (event.key === 'Enter' && event.target === day) {
      const links = day.querySelectorAll('a[href]');
      if (links.length === 1) links[0].click();
      else if (links.length) links[0].focus();
      else return;
    } else if (event.key === 'Escape' && event.target !== day) {
      go(day);
    } else {
      return;
    }
    event.preventDefault();
  });

  const asked = location.hash.match(/^#d-\d{4}-\d{2}-(\d{2})$/);
  const number = asked ? Number(asked[1]) : 0;
  // Above 90: counted back from the end of the month.
  const wanted = asked && days[number > 90 ? days.length - (100 - number) : Math.min(number, days.length) - 1];
  for (const day of days) day.tabIndex = -1;
  const first = wanted || days.find(day => day.classList.contains('today')) || days.find(day => day.querySelector('a')) || days[0];
  first.tabIndex = 0;
  if (wanted) wanted.focus();
})();
