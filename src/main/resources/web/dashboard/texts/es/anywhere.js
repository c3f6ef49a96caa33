// Cómo se comparte desde otro sitio, en español; se carga con la propia cuenta.
export default {
  "anywhere.title": "Comparte desde donde estés",
  "anywhere.bookmark": "Arrastra este botón a la barra de marcadores del navegador. Púlsalo en cualquier página y se abre una nueva difusión con la dirección y el título de esa página.",
  "anywhere.bookmarkName": "Compartir con Grapevine",
  "anywhere.dragged": "Arrástralo a la barra de marcadores: pulsado aquí no hace nada",
  "anywhere.copy": "Copiar su dirección",
  "anywhere.noBar": "¿Sin barra de marcadores? Guarda cualquier página como marcador y pon la dirección copiada en lugar de la suya.",
  "anywhere.phone": "En el móvil",
  "anywhere.install": "Elige «Instalar aplicación» o «Añadir a pantalla de inicio» en el menú del navegador. En Android, Grapevine aparece entonces entre las apps con las que puedes compartir una página.",
};
