package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in a real browser: nothing fails, nothing is wider than the page, tables sort. */
class BrowserTest {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Shows the page in a frame of a width, and writes what it finds into the title. */
  private static final String PROBE =
      """
      <!DOCTYPE html>
      <html><head><title>begun</title></head><body>
      <iframe width="WIDTH" height="900" srcdoc="PAGE"></iframe>
      <script>
      window.addEventListener('load', () => {
        const frame = document.querySelector('iframe').contentDocument;
        const width = frame.documentElement.clientWidth;
        const wide = Array.from(frame.querySelectorAll('main *'))
          .filter(e => !e.closest('.scroll, pre, svg') && e.getBoundingClientRect().right > width + 1)
          .map(e => e.tagName + '.' + e.className);
        if (frame.documentElement.scrollWidth > width) wide.push('the page');
        const button = frame.querySelector('#columns thead button');
        const names = () => Array.from(frame.querySelectorAll('#columns tbody tr'))
          .map(row => row.cells[0].textContent);
        button.click();
        const rising = names();
        button.click();
        const falling = names();
        document.title = JSON.stringify([width, wide, rising, falling]);
      });
      </script></body></html>
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void aReportFitsAndItsTablesSort(int width) throws IOException, InterruptedException {
    String found = probe(Report.html(Runs.twoClasses()), width);
    assertThat(found)
        .contains("[]") // nothing is too wide
        .contains(
            "[\"damagedlabel\",\"distance_from_shore\"",
            "\"distance_from_shore\",\"damagedlabel\"]"); // and turned round
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void aProfileFitsAndItsTablesSort(int width) throws IOException, InterruptedException {
    String found = probe(ProfilePage.html(ProfileTest.PROFILE), width);
    assertThat(found)
        .contains("[]")
        .contains("\"amount\",\"at\",\"day\"", "\"day\",\"at\",\"amount\"");
  }

  private String probe(String page, int width) throws IOException, InterruptedException {
    Optional<Path> browser = browser();
    assumeTrue(
        browser.isPresent(), "no Chromium on the PATH: pages were not looked at in a browser");
    Path probe = folder.resolve("probe.html");
    Files.writeString(
        probe,
        PROBE
            .replace("WIDTH", Integer.toString(width))
            .replace("PAGE", page.replace("&", "&amp;").replace("\"", "&quot;")));
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("browser"),
                "--virtual-time-budget=5000",
                "--window-size=1400,1000",
                "--dump-dom",
                probe.toUri().toString())
            .redirectError(console.toFile())
            .start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    assertThat(Files.readAllLines(console)).noneMatch(line -> line.contains("CONSOLE"));
    return dom.substring(dom.indexOf("<title>"), dom.indexOf("</title>"));
  }

  private static Optional<Path> browser() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> BROWSERS.stream().map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
