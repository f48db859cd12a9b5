package io.sluice;

import io.sluice.job.Environments;
import io.sluice.job.Json;
import io.sluice.job.Sessions;
import io.sluice.write.Publication;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON file that says how a run goes, so that a scheduler can branch on it: {@code state} is
 * running, done or failed; {@code exitCode} that of the process, absent while it runs; {@code said}
 * the lines of a failure; {@code started} and {@code ended} in UTC. A run that was killed by -9
 * stays running.
 */
final class Status {

  private final String file;
  private final Instant started = Instant.now();

  Status(String file) {
    this.file = file;
  }

  /** The run begins: what an earlier run left there is gone. */
  void begin(String job) {
    write("running", Map.of("job", job));
  }

  /** The run failed; that this cannot be written is said beside the failure. */
  void failed(Exception e) {
    try {
      end(Failures.exitCode(e), Failures.lines(e));
    } catch (UncheckedIOException unwritten) {
      e.addSuppressed(unwritten);
    }
  }

  /** The run ended with this code. */
  void end(int exitCode, List<String> said) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("exitCode", exitCode);
    more.put("ended", Instant.now().toString());
    more.put("said", said);
    write(exitCode == 0 ? "done" : "failed", more);
  }

  private void write(String state, Map<String, Object> more) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("state", state);
    status.put("started", started.toString());
    status.putAll(more);
    status.put("version", Environments.version());
    try (Publication publication = new Publication(Sessions.hadoop())) {
      publication.replaceFile(file, Json.write(status));
    }
  }
}
