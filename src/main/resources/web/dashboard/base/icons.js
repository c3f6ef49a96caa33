// Small drawings beside words. They say nothing that is not also said in words, and are hidden from screen readers.

import { html } from "./html.js";

const PATHS = {
  check: "M4 10.5l4 4 8-9",
  chevron: "M5 7.5l5 5 5-5",
  close: "M5 5l10 10M15 5L5 15",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  edit: "M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2zM11.5 6l2.6 2.6",
  bookmark: "M5.5 3.5h9v13L10 13l-4.5 3.5z",
  flag: "M5 17V3.5M5 4.5h9.5L12 8l2.5 3.5H5",
  link: "M8.4 11.6l3.2-3.2M9.2 6.4l1.7-1.7a3.1 3.1 0 014.4 4.4l-1.7 1.7M10.8 13.6l-1.7 1.7a3.1 3.1 0 01-4.4-4.4l1.7-1.7",
  page: "M5 3.5h6.5l3.5 3.5v9.5H5zM11.5 3.5V7H15",
  people: "M7.5 9.6a2.9 2.9 0 100-5.8 2.9 2.9 0 000 5.8zM2.3 16.5c.2-2.8 2.4-4.5 5.2-4.5s5 1.7 5.2 4.5M13 4.2a2.7 2.7 0 010 5M15 12.5c1.6.6 2.6 2 2.8 4",
  tag: "M3.5 3.5h6l7 7-6 6-7-7zM7 7h.01",
  key: "M9.6 9.6l6.4-6.4M13.5 5.7l2 2M11.6 7.6l1.6 1.6M6.8 10a3.2 3.2 0 100 6.4 3.2 3.2 0 000-6.4z",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  plus: "M10 4v12M4 10h12",
  search: "M8.8 3.8a5 5 0 100 10 5 5 0 000-10zM12.6 12.6l3.9 3.9",
  upload: "M10 13V4M6.5 7.5L10 4l3.5 3.5M4 13v3h12v-3",
  download: "M10 4v9M6.5 9.5L10 13l3.5-3.5M4 13v3h12v-3",
  image: "M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 3 3 2.5-2.5 4 4M12.8 7.6h.01",
  open: "M11.5 4h4.5v4.5M16 4l-7 7M13.5 11.5V16h-9V7H9",
  print: "M6 7V3.5h8V7M6 14H3.5V7h13v7H14M6 11.5h8v5H6z",
  qr: "M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h2v2h-2zM16.5 11.5v5h-5",
  table: "M3.5 4.5h13v11h-13zM3.5 8.2h13M3.5 11.8h13M8 4.5v11",
  share: "M7.2 9l5.6-3M7.2 11l5.6 3M5.5 8a2 2 0 100 4 2 2 0 000-4zM14.5 3a2 2 0 100 4 2 2 0 000-4zM14.5 13a2 2 0 100 4 2 2 0 000-4z",
};

/** @param name one of the drawings above */
export const Icon = ({ name, size = 18 }) => html`<svg class="icon" viewBox="0 0 20 20" width=${size} height=${size} fill="none"
  stroke="currentColor" stroke-width=${name === "more" ? 2.8 : 1.7} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
  <path d=${PATHS[name]} /></svg>`;
