package app.grapevine.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Writes what the program is made of as a CycloneDX 1.6 document: each jar with its version, checksum and licences, and
 * what brings it. It reads Maven's tree of dependencies, the jars of the class path, and the POMs that lie beside them in
 * the local repository, and needs no network; CycloneDX's own plugin does nothing when Maven is offline. The same jars
 * give the same bytes: the document bears no time, and its serial number is made of what it says.
 *
 * <p>Run by Maven before the jar is made, with the program's class path. Arguments: the tree as {@code dependency:tree}
 * writes it in JSON, and the files to write. A jar without a licence, or one that is not on the class path, is an error.
 */
public final class Sbom {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** How POMs write licences, and what SPDX calls them; the first that is found in the name or the address. */
    private static final List<Licence> LICENCES = List.of(
            new Licence("Apache-2.0", "apache.*2"),
            new Licence("BSD-2-Clause", "bsd-2-clause"),
            // The Eclipse Distribution License is this one, word for word; TwelveMonkeys says which of the BSD licences
            // at that address.
            new Licence("BSD-3-Clause", "bsd-3-clause|\\bedl\\b|eclipse distribution|twelvemonkeys#license"),
            new Licence("MIT", "\\bmit\\b"),
            new Licence("MPL-2.0", "mpl[- ]2|mozilla.*2"),
            new Licence("EPL-2.0", "epl[- ]2|epl-v?20|eclipse public.*2\\.0"),
            new Licence("EPL-1.0", "epl[- ]1|eclipse public.*1\\.0"),
            new Licence("GPL-2.0-with-classpath-exception", "gpl.*classpath"),
            new Licence("Unicode-3.0", "unicode-3"),
            new Licence("LGPL-2.1-only", "lesser general public|lgpl"));

    private final List<Path> classPath;

    private Sbom(List<Path> classPath) {
        this.classPath = classPath;
    }

    public static void main(String[] args) throws IOException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        JsonNode tree = MAPPER.readTree(Path.of(args[0]).toFile());
        byte[] document = new Sbom(classPath).document(tree);
        for (String target : Arrays.asList(args).subList(1, args.length)) {
            Path file = Path.of(target);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, document);
        }
    }

    private byte[] document(JsonNode tree) throws IOException {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .put("version", 1);
        ObjectNode metadata = document.putObject("metadata");
        metadata.putArray("lifecycles").addObject().put("phase", "build");
        ObjectNode program = metadata.putObject("component");
        describe(program, "application", tree);
        addLicence(program, "Apache-2.0");
        ArrayNode components = document.putArray("components");
        ArrayNode dependencies = document.putArray("dependencies");
        for (JsonNode dependency : below(tree).toList()) {
            addJar(components.addObject(), dependency);
        }
        Stream.concat(Stream.of(tree), below(tree)).forEach(node -> addEdges(dependencies.addObject(), node));
        UUID serial = UUID.nameUUIDFromBytes(bytes(document));
        document.put("serialNumber", "urn:uuid:" + serial);
        return bytes(document);
    }

    private void addJar(ObjectNode component, JsonNode dependency) throws IOException {
        describe(component, "library", dependency);
        component.put("scope", "required");
        Path jar = jar(dependency);
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256(jar));
        List<String> licences = licences(jar.resolveSibling(fileName(dependency, "pom")));
        if (licences.isEmpty()) {
            throw new IllegalStateException(purl(dependency) + " names no licence in its POM");
        }
        licences.forEach(licence -> addLicence(component, licence));
    }

    private static void describe(ObjectNode component, String type, JsonNode node) {
        component
                .put("type", type)
                .put("bom-ref", purl(node))
                .put("group", text(node, "groupId"))
                .put("name", text(node, "artifactId"))
                .put("version", text(node, "version"))
                .put("purl", purl(node));
    }

    /** An identifier of SPDX, or what the POM says where there is none. */
    private static void addLicence(ObjectNode component, String licence) {
        boolean known = LICENCES.stream().anyMatch(each -> each.id().equals(licence));
        component.withArray("licenses").addObject().putObject("license").put(known ? "id" : "name", licence);
    }

    private static void addEdges(ObjectNode dependency, JsonNode node) {
        dependency.put("ref", purl(node));
        ArrayNode on = dependency.putArray("dependsOn");
        node.path("children").forEach(child -> on.add(purl(child)));
    }

    private static Stream<JsonNode> below(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.path("children").forEach(children::add);
        return children.stream().flatMap(child -> Stream.concat(Stream.of(child), below(child)));
    }

    private Path jar(JsonNode dependency) {
        Path end = Path.of(
                text(dependency, "groupId").replace('.', File.separatorChar),
                text(dependency, "artifactId"),
                text(dependency, "version"),
                fileName(dependency, "jar"));
        return classPath.stream()
                .filter(path -> path.endsWith(end))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(end + " is not on the class path"));
    }

    /** Those that {@code pom} names, or else its parent, at any height. */
    private static List<String> licences(Path pom) throws IOException {
        Element project = parse(pom);
        List<String> named = children(project, "licenses")
                .flatMap(licences -> children(licences, "license"))
                .map(Sbom::licence)
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        Element parent = children(project, "parent").findFirst().orElse(null);
        return parent == null ? List.of() : licences(pomOf(parent, repository(pom, project, parent)));
    }

    /** The root of the repository that {@code pom} lies in: above its group, its artifact and its version. */
    private static Path repository(Path pom, Element project, Element parent) {
        String group = value(project, "groupId").isEmpty() ? value(parent, "groupId") : value(project, "groupId");
        Path root = pom.toAbsolutePath();
        for (int up = 0; up < group.split("\\.").length + 3; up++) {
            root = root.getParent();
        }
        return root;
    }

    private static Path pomOf(Element coordinates, Path repository) {
        String artifact = value(coordinates, "artifactId");
        String version = value(coordinates, "version");
        return repository
                .resolve(value(coordinates, "groupId").replace('.', File.separatorChar))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom");
    }

    private static String licence(Element licence) {
        String name = value(licence, "name");
        String said = (name + " " + value(licence, "url")).toLowerCase(Locale.ROOT);
        return LICENCES.stream()
                .filter(known -> known.pattern().matcher(said).find())
                .map(Licence::id)
                .findFirst()
                .orElse(name);
    }

    private static Element parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no POM that can be read", e);
        }
    }

    private static Stream<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .<Node>mapToObj(parent.getChildNodes()::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast);
    }

    private static String value(Element parent, String name) {
        return children(parent, name)
                .map(Node::getTextContent)
                .map(String::strip)
                .findFirst()
                .orElse("");
    }

    private static String fileName(JsonNode node, String extension) {
        return text(node, "artifactId") + "-" + text(node, "version") + "." + extension;
    }

    private static String purl(JsonNode node) {
        return "pkg:maven/" + text(node, "groupId") + "/" + text(node, "artifactId") + "@" + text(node, "version")
                + "?type=jar";
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(ObjectNode document) throws JsonProcessingException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    private record Licence(String id, Pattern pattern) {
        Licence(String id, String pattern) {
            this(id, Pattern.compile(pattern));
        }
    }
}
