/** QR codes as pictures: their colours, modules, logo and frame, as SVG, PNG and PDF. Pure: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
package app.grapevine.qr;
