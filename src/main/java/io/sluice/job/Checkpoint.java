package io.sluice.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.result.Run;
import io.sluice.stage.StepClass;
import io.sluice.write.Publication;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What sections that take long have made, kept in {@code OUT/JOB/.resume} until the run is through,
 * so that a run after one that died need not make it again: the cleaned rows with all that was
 * counted and set aside on the way, and the trained model. Each belongs to an identity, the
 * settings of its section and of those before it, and the files that were there to read with their
 * sizes and times; with another identity it is made anew. Tables of databases say nothing of when
 * they changed: a job that reads one keeps nothing.
 */
final class Checkpoint {

  private static final String FOLDER = ".resume";

  /** Names of the tables that are kept. */
  static final String ROWS = "rows";

  static final String QUARANTINE = "quarantine/";
  static final String AUDIT = "audit/";

  private static final String DONE = ".json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Cleaned rows, as saved.
   *
   * @param names columns as read, and as they are called by now
   */
  record Rows(
      String identity,
      long numRows,
      List<Run.Table> tables,
      List<Run.Change> changes,
      Map<String, String> names,
      List<String> quarantine,
      long quarantined,
      List<String> audit) {}

  /** A model, as saved. */
  record Trained(String identity, Run.Model insight, double seconds) {}

  private final Job job;
  private final SparkSession spark;
  private final Publication publication;
  private final Configuration hadoop;
  private final boolean keeps;
  private final Audit audit;
  private String identity;

  /**
   * The checkpoint of a job.
   *
   * @param keeps whether anything is kept, and used
   */
  Checkpoint(Job job, SparkSession spark, Publication publication, Audit audit, boolean keeps) {
    this.job = job;
    this.spark = spark;
    this.publication = publication;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    boolean readsFilesAlone =
        job.read().values().stream().noneMatch(s -> s.value().storedAs().equals("jdbc"));
    this.keeps = keeps && readsFilesAlone;
    this.audit = audit;
  }

  private String identity() {
    List<String> lines = new ArrayList<>();
    lines.add(Environments.version() + " " + spark.version() + " " + audit);
    lines.add("roles " + Walk.text(job.roles().value()));
    job.read().forEach((name, s) -> lines.add("read " + name + " " + Walk.text(s.value())));
    job.clean()
        .forEach(
            s -> lines.add(StepClass.nameOf(s.value().getClass()) + " " + Walk.text(s.value())));
    Access.of(job).stream()
        .filter(a -> !a.isWritten())
        .forEach(a -> lines.addAll(files(new Path(a.path()))));
    return String.join("\n", lines);
  }

  /** What the model depends on beside the cleaned rows. */
  private String modelIdentity() {
    return identity + "\n" + String.join("\n", Walk.learning(job));
  }

  private List<String> files(Path path) {
    try {
      FileSystem fs = path.getFileSystem(hadoop);
      List<String> files = new ArrayList<>();
      FileStatus[] found = fs.globStatus(path);
      for (FileStatus each : found == null ? new FileStatus[0] : found) {
        RemoteIterator<? extends FileStatus> below = fs.listFiles(each.getPath(), true);
        while (below.hasNext()) {
          FileStatus file = below.next();
          files.add(file.getPath() + " " + file.getLen() + " " + file.getModificationTime());
        }
      }
      files.sort(null);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cleaned rows of an earlier run. */
  Optional<Rows> rows() {
    if (!keeps) {
      return Optional.empty();
    }
    identity = identity(); // before a row is read: what changes meanwhile is another's
    return read("rows", Rows.class).filter(r -> r.identity.equals(identity));
  }

  /** A table kept with them: rows, quarantine/NAME or audit/NAME. */
  Dataset<Row> table(String name) {
    return spark.read().parquet(place("cleaned/" + name));
  }

  /** Keeps cleaned rows; gives them as they are kept. */
  void save(Cleaning cleaning, Aside aside, Map<String, String> names) {
    if (!keeps) {
      return;
    }
    delete("rows" + DONE);
    write(cleaning.rows(), ROWS);
    aside.quarantine().forEach((name, table) -> write(table, QUARANTINE + name));
    aside.audit().forEach((name, table) -> write(table, AUDIT + name));
    publication.replaceFile(
        place("rows" + DONE),
        Json.write(
            new Rows(
                identity,
                cleaning.numRows(),
                cleaning.tables(),
                cleaning.changes(),
                names,
                List.copyOf(aside.quarantine().keySet()),
                aside.quarantined(),
                List.copyOf(aside.audit().keySet()))));
  }

  private void write(Dataset<Row> table, String name) {
    table.write().mode("overwrite").parquet(place("cleaned/" + name));
  }

  /** The model of an earlier run. */
  Optional<Trained> model() {
    return !keeps
        ? Optional.empty()
        : read("model", Trained.class).filter(m -> m.identity.equals(modelIdentity()));
  }

  /** Its stage. */
  Model<?> loaded() {
    return (Model<?>) PipelineModel.load(place("model")).stages()[0];
  }

  void save(Model<?> model, Run.Model insight, double seconds, Dataset<Row> training) {
    if (!keeps) {
      return;
    }
    delete("model" + DONE);
    Artifacts.save(List.of(model), training, place("model"));
    publication.replaceFile(
        place("model" + DONE), Json.write(new Trained(modelIdentity(), insight, seconds)));
  }

  /** Forgets all, when the run's outputs are in place, or at once where nothing is to be kept. */
  void remove() {
    delete("");
  }

  private void delete(String name) {
    Path its = new Path(place(name));
    try {
      its.getFileSystem(hadoop).delete(its, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String place(String name) {
    return job.out() + "/" + FOLDER + (name.isEmpty() ? "" : "/" + name);
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = new Path(place(name + DONE));
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return Optional.of(
          JSON.readValue(new String(in.readAllBytes(), StandardCharsets.UTF_8), type));
    } catch (FileNotFoundException | JsonProcessingException e) {
      return Optional.empty(); // of another version, or none
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
