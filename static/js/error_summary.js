// After a form came back with errors, the reader's focus goes to the summary of what must be mended.
document.querySelector("[data-error-summary]")?.focus();
