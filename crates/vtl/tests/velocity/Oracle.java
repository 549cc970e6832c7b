import java.io.StringWriter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/** Renders every template of a folder, N.vm, with Apache Velocity: the result goes to N.out, an error to N.err. */
public class Oracle {
    /** What `$util` has, made of the Java library and of the commons library that Velocity itself uses. */
    public static class Util {
        public String escapeJavaScript(String text) {
            return StringEscapeUtils.escapeJavaScript(text);
        }

        public String urlEncode(String text) throws Exception {
            return URLEncoder.encode(text, "UTF-8");
        }

        public String urlDecode(String text) throws Exception {
            return URLDecoder.decode(text, "UTF-8");
        }

        public String base64Encode(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        public String base64Decode(String text) {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        }
    }

    public static void main(String[] arguments) throws Exception {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.init();
        try (DirectoryStream<Path> templates = Files.newDirectoryStream(Path.of(arguments[0]), "*.vm")) {
            for (Path template : templates) {
                String name = template.getFileName().toString().replace(".vm", "");
                StringWriter out = new StringWriter();
                try {
                    engine.evaluate(variables(), out, name, Files.readString(template));
                    Files.writeString(template.resolveSibling(name + ".out"), out.toString());
                } catch (Throwable error) {
                    Files.writeString(template.resolveSibling(name + ".err"), String.valueOf(error));
                }
            }
        }
    }

    /** The same as `variables` in main.rs. */
    private static VelocityContext variables() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("one", 1);
        map.put("two", "zwei");
        VelocityContext context = new VelocityContext();
        context.put("text", "Ada");
        context.put("quoted", "it's \"a/b\" \\ \u00e4\u20ac\n");
        context.put("empty", "");
        context.put("seven", 7);
        context.put("half", 0.5);
        context.put("big", 3000000000L);
        context.put("yes", true);
        context.put("no", false);
        context.put("list", new ArrayList<>(Arrays.asList("a", "b", "c")));
        context.put("map", map);
        context.put("util", new Util());
        return context;
    }
}
