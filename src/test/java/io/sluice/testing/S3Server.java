package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A server of S3 on this machine, that keeps its objects in memory. Its libraries, which are newer
 * than Spark's, lie in {@code target/s3proxy} and are seen by nobody else.
 */
public final class S3Server {

  /** The one that all tests share. */
  public static final S3Server SHARED = start();

  private static final String KEY = "local";
  private static final String SECRET = "server";

  private final int port;

  private S3Server(int port) {
    this.port = port;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What S3A must know to find a bucket at a port of this machine; faults end soon. */
  public static List<String[]> settings(String bucket, int port) {
    String prefix = "fs.s3a.bucket." + bucket + ".";
    List<String[]> settings = new ArrayList<>();
    settings.add(new String[] {prefix + "endpoint", "http://127.0.0.1:" + port});
    settings.add(new String[] {prefix + "endpoint.region", "us-east-1"});
    settings.add(new String[] {prefix + "path.style.access", "true"});
    settings.add(new String[] {prefix + "connection.ssl.enabled", "false"});
    settings.add(new String[] {prefix + "access.key", KEY});
    settings.add(new String[] {prefix + "secret.key", SECRET});
    settings.add(
        new String[] {
          prefix + "aws.credentials.provider",
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider"
        });
    settings.add(new String[] {prefix + "fast.upload.buffer", "bytebuffer"});
    settings.add(new String[] {prefix + "multipart.size", "5M"});
    settings.add(new String[] {prefix + "multipart.threshold", "5M"});
    settings.add(new String[] {prefix + "paging.maximum", "500"});
    settings.add(new String[] {prefix + "attempts.maximum", "2"});
    settings.add(new String[] {prefix + "retry.limit", "2"});
    settings.add(new String[] {prefix + "retry.interval", "50ms"});
    settings.add(new String[] {prefix + "retry.throttle.limit", "4"});
    settings.add(new String[] {prefix + "retry.throttle.interval", "50ms"});
    return settings;
  }

  /** An empty bucket, which this process finds at s3a:// and s3://. */
  public void bucket(String name) throws IOException {
    bucket(name, name, port);
  }

  /** The same by another name and through another port. */
  public void bucket(String name, String seenAs, int through) throws IOException {
    Configuration hadoop = LocalSpark.SPARK.sparkContext().hadoopConfiguration();
    for (String[] setting : settings(seenAs, through)) {
      hadoop.set(setting[0], setting[1]);
      System.setProperty("spark.hadoop." + setting[0], setting[1]); // for what reads before Spark
    }
    var request =
        java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name))
            .PUT(java.net.http.HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      java.net.http.HttpClient.newHttpClient()
          .send(request, java.net.http.HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static S3Server start() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = loader(Path.of("target/s3proxy"));
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class<?> type = loader.loadClass("org.gaul.s3proxy.S3Proxy");
      Class<?> store = loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
      Object builder = type.getMethod("builder").invoke(null);
      Class<?> its = builder.getClass();
      its.getMethod("endpoint", URI.class).invoke(builder, URI.create("http://127.0.0.1:0"));
      its.getMethod("blobStore", store)
          .invoke(
              builder,
              loader
                  .loadClass("org.gaul.s3proxy.nio2blob.TransientNio2BlobStore")
                  .getConstructor()
                  .newInstance());
      Object server = its.getMethod("build").invoke(builder);
      type.getMethod("start").invoke(server);
      return new S3Server((int) type.getMethod("getPort").invoke(server));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static ClassLoader loader(Path folder) {
    try (var jars = Files.list(folder)) {
      URL[] urls =
          jars.filter(jar -> jar.toString().endsWith(".jar"))
              .map(
                  jar -> {
                    try {
                      return jar.toUri().toURL();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  })
              .toArray(URL[]::new);
      return new URLClassLoader("s3proxy", urls, ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
