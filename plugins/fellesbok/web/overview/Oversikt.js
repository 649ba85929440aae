// What Fava's own pages say of a refusal, and where its link to help leads.
//
// Fava writes in English, «Loading … failed with error: HTTP 400 - …», before the
// words of ours that say what is wrong: those are shown alone.  The words that stand in
// the place of Fava's come with the page (frame.sidebar), where `serve` makes it; plain
// `fava` is left as it is.

const STATUS = /^HTTP \d{3} - /;
const FAILED = /^Loading .* failed with error:$/s;
const HELP = 'aside a[data-key="g H"]';
const REFUSALS = "article h2, article pre, article pre code, .notifications li";

const said = (name) =>
  document.querySelector(`meta[name="fellesbok-${name}"]`)?.content;

/** The text of an element that holds nothing else, in our words. */
function tell(element) {
  const text = element.firstChild;
  if (element.childNodes.length !== 1 || text.nodeType !== Node.TEXT_NODE) return;
  const told = FAILED.test(text.data.trim())
    ? said("not-shown")
    : text.data.replace(STATUS, "");
  if (told !== text.data) text.data = told;
}

/** Fava's link to help leads to the handbook, and a smaller one beside it to Fava's. */
function leadToHandbook() {
  const handbook = document.querySelector('head link[rel="help"]');
  const link = document.querySelector(HELP);
  if (!handbook || !link || link.href === handbook.href) return;
  const favas = link.parentElement.querySelector("[data-favas-help]") ??
    document.createElement("a");
  favas.href = link.href;
  favas.dataset.favasHelp = "";
  favas.className = "secondary";
  favas.textContent = "Fava";
  favas.setAttribute("aria-label", said("favas-help"));
  favas.title = said("favas-help");
  link.after(favas);
  link.href = handbook.href;
  link.dataset.remote = "";
}

function mend() {
  document.querySelectorAll(REFUSALS).forEach(tell);
  leadToHandbook();
}

let isWaiting = false;

function mendSoon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    mend();
  });
}

export default {
  init() {
    if (!said("not-shown")) return;
    mend();
    new MutationObserver(mendSoon).observe(document.body, {
      attributeFilter: ["href"],
      characterData: true,
      childList: true,
      subtree: true,
    });
  },
};
