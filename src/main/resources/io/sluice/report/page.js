// Tables sort by a click on the name of a column, or by its key. All is there without it too.
(() => {
  const number = text => {
    const plain = text.trim().replace(/\u2212/g, '-');
    if (/^\d{4}-\d\d/.test(plain)) return Date.parse(plain.slice(0, 10));
    const found = plain.match(/-?\d[\d,]*(\.\d+)?(e[+-]?\d+)?/i);
    return found ? parseFloat(found[0].replace(/,/g, '')) : null;
  };
  const compare = (a, b, numbers) => {
    if (!numbers) return a.localeCompare(b, 'en', {numeric: true});
    const one = number(a), other = number(b);
    if (one === null || other === null) return (one === null) - (other === null);
    return one - other;
  };
  for (const table of document.querySelectorAll('table.sorts')) {
    const body = table.tBodies[0], heads = table.tHead.rows[0].cells;
    if (!(body.rows.length > 2)) continue;
    Array.from(heads).forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending';
        const numbers = head.classList.contains('number');
        const text = row => row.cells[column] ? row.cells[column].textContent : '';
        const sorted = Array.from(body.rows).sort((a, b) => compare(text(a), text(b), numbers));
        if (falls) sorted.reverse();
        body.append(...sorted);
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
      });
    });
  }
})();
