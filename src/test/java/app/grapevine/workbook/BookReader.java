package app.grapevine.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A workbook as a spreadsheet reads it: its sheets by their names, each row its cells, a number where the file says that it is one. */
public final class BookReader {
    /** Day 0 of the calendar that spreadsheets have, from March 1900 on. */
    private static final LocalDate DAY_0 = LocalDate.of(1899, 12, 30);

    private final Map<String, Document> files = new HashMap<>();
    private final List<String> strings = new ArrayList<>();

    private BookReader(byte[] book) {
        try {
            Path file = Files.createTempFile("book", ".xlsx");
            try {
                Files.write(file, book);
                read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Element item : elements(files.get("xl/sharedStrings.xml"), "si")) {
            strings.add(item.getTextContent());
        }
    }

    /** By its directory, as spreadsheets do: what its entries say before their bytes, Java 17 takes for sizes of 0. */
    private void read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".xml")) {
                    files.put(entry.getName(), parse(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
    }

    /** Cells are strings, numbers, or null where there is none; none is a formula. */
    public static Map<String, List<List<Object>>> read(byte[] book) {
        return new BookReader(book).sheets();
    }

    /** The day that a number of a cell is. */
    public static LocalDate day(Object cell) {
        return DAY_0.plusDays(((BigDecimal) cell).longValueExact());
    }

    private static Document parse(byte[] xml) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not XML", e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private Map<String, List<List<Object>>> sheets() {
        Map<String, List<List<Object>>> sheets = new LinkedHashMap<>();
        List<Element> names = elements(files.get("xl/workbook.xml"), "sheet");
        for (int i = 0; i < names.size(); i++) {
            Document sheet = files.get("xl/worksheets/sheet" + (i + 1) + ".xml");
            assertThat(sheet.getElementsByTagName("f").getLength())
                    .as("formulas")
                    .isZero();
            List<List<Object>> rows = new ArrayList<>();
            for (Element row : elements(sheet, "row")) {
                int number = Integer.parseInt(row.getAttribute("r"));
                while (rows.size() < number) {
                    rows.add(new ArrayList<>());
                }
                cells(row, rows.get(number - 1));
            }
            sheets.put(names.get(i).getAttribute("name"), rows);
        }
        return sheets;
    }

    private void cells(Element row, List<Object> cells) {
        NodeList found = row.getElementsByTagName("c");
        for (int i = 0; i < found.getLength(); i++) {
            Element cell = (Element) found.item(i);
            int column = column(cell.getAttribute("r"));
            while (cells.size() <= column) {
                cells.add(null);
            }
            NodeList value = cell.getElementsByTagName("v");
            if (cell.getAttribute("t").equals("s")) {
                cells.set(column, strings.get(Integer.parseInt(value.item(0).getTextContent())));
            } else if (cell.getAttribute("t").equals("inlineStr")) {
                cells.set(column, cell.getTextContent());
            } else if (value.getLength() > 0) {
                cells.set(column, new BigDecimal(value.item(0).getTextContent()));
            }
        }
    }

    /** {@code AB7} → 27. */
    private static int column(String place) {
        int column = 0;
        for (int i = 0; i < place.length() && Character.isLetter(place.charAt(i)); i++) {
            column = column * 26 + place.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }
}
