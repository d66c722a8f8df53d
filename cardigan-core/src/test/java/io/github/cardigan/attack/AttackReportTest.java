package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

class AttackReportTest {

    private static final Robustness FOUND = new Robustness(
            "pgd-40-1",
            Norm.LINF,
            200,
            0.99,
            0.125,
            List.of(
                    new RobustnessPoint(0, 0.99, 0, 0, null),
                    new RobustnessPoint(0.15, 0.5, 0.495, 0.15, 0.25),
                    new RobustnessPoint(0.3, 0.01, 0.99, 0.3, 1.0)),
            List.of(new Example(new float[] {-1, 0, 1, 0}, new float[] {-1, 0.2f, 0.6f, 0}, 1, 1, 0, 0.875, 0.2)),
            0.05);

    @TempDir
    Path temp;

    private Path out;

    @BeforeEach
    void write() {
        out = temp.resolve("made").resolve("here");
        new AttackReport(FOUND, Shape.image(1, 2, 2), List.of("cat", "<b>dog"), Map.of("model", "a & b")).write(out);
    }

    private String html() throws IOException {
        return Files.readString(out.resolve("attack.html"));
    }

    @Test
    void theNumbersAreInTheJson() {
        JsonNode json = Json.read(out.resolve("attack.json"), JsonNode.class, io.github.cardigan.DataException::new);
        assertThat(json.path("attack").asString()).isEqualTo("pgd-40-1");
        assertThat(json.path("norm").asString()).isEqualTo("linf");
        assertThat(json.path("model").asString()).isEqualTo("a & b");
        assertThat(json.path("zero_gradient_share").asDouble()).isEqualTo(0.125);
        assertThat(json.path("points").size()).isEqualTo(3);
        assertThat(json.path("points").get(1).path("accuracy").asDouble()).isEqualTo(0.5);
        assertThat(json.path("points").get(0).has("detected")).isFalse();
        assertThat(json.path("points").get(2).path("detected").asDouble()).isEqualTo(1);
    }

    @Test
    void theGridShowsOriginalStretchedChangeAndResult() throws IOException {
        var raster = ImageIO.read(out.resolve("grid.png").toFile()).getRaster();
        assertThat(raster.getWidth()).isEqualTo(2 + 3 * 4);
        assertThat(raster.getHeight()).isEqualTo(2 + 4);
        // the lower left pixel fell from 1 to 0.6, the largest change; the upper right one rose by half as much
        assertThat(raster.getSample(2, 3, 0)).isEqualTo(255);
        assertThat(raster.getSample(2 + 4, 3, 0)).isZero();
        assertThat(raster.getSample(3 + 4, 2, 0)).isEqualTo(191);
        assertThat(raster.getSample(2 + 4, 2, 0)).as("no change is grey").isEqualTo(128);
        assertThat(raster.getSample(2 + 8, 3, 0)).isEqualTo(204);
    }

    @Test
    void thePageSaysAsWhatImagesAreReadAndHidesNoSilence() throws IOException {
        assertThat(html())
                .contains("&lt;b&gt;dog → cat (87.5 %)")
                .doesNotContain("<b>dog")
                .contains("a &amp; b")
                .contains("At 12.5 % of the images the gradient is exactly zero")
                .contains("<td>0.15</td><td>50.0 %</td>");
    }

    @Test
    void thePageRunsNothingAndLoadsNothing() throws IOException {
        String html = html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(html);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1)).contains("default-src 'none'", "img-src data:", "style-src 'sha256-");
        assertThat(html.toLowerCase(java.util.Locale.ROOT)).doesNotContain("<script", "style=\"", "{{");
        assertThat(Pattern.compile("(?:src|href)=\"(?!data:image/png;base64,)")
                        .matcher(html)
                        .find())
                .isFalse();
    }

    @Test
    void theChartIsWellFormedWithAPointPerEpsilon() throws IOException, ParserConfigurationException, SAXException {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve("accuracy.svg").toFile());
        var circles = svg.getElementsByTagName("circle");
        assertThat(circles.getLength()).isEqualTo(3);
        double[] y = new double[3];
        double[] x = new double[3];
        for (int i = 0; i < 3; i++) {
            x[i] = Double.parseDouble(
                    circles.item(i).getAttributes().getNamedItem("cx").getNodeValue());
            y[i] = Double.parseDouble(
                    circles.item(i).getAttributes().getNamedItem("cy").getNodeValue());
        }
        assertThat(x[1] - x[0]).isEqualTo(x[2] - x[1]);
        // accuracy grows upwards: 0.99 - 0.5 and 0.5 - 0.01 are equally far apart
        assertThat(y[1] - y[0]).isPositive().isCloseTo(y[2] - y[1], org.assertj.core.api.Assertions.within(0.2));
    }
}
