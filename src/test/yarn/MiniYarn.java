import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * Hadoop's own small cluster of YARN, one resource manager and two node managers, on 127.0.0.1, in
 * a process of its own: its libraries are not Spark's. Writes its settings into a folder and runs
 * until it is killed.
 */
public final class MiniYarn {

  private static final int NODES = 2;
  private static final int NODE_MEMORY = 4096;
  private static final int NODE_CORES = 4;
  private static final int SMALLEST = 256;

  private MiniYarn() {}

  /** The folder for yarn-site.xml and core-site.xml; the latter is written last. */
  public static void main(String[] args) throws Exception {
    YarnConfiguration settings = new YarnConfiguration();
    settings.set("fs.defaultFS", "file:///");
    for (String server : new String[] {"nodemanager", "resourcemanager"}) {
      settings.set("yarn." + server + ".hostname", "127.0.0.1");
      settings.set("yarn." + server + ".bind-host", "127.0.0.1");
    }
    settings.setInt("yarn.scheduler.minimum-allocation-mb", SMALLEST);
    settings.setInt("yarn.nodemanager.resource.memory-mb", NODE_MEMORY);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", NODE_CORES);
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    settings.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
    settings.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99f);
    settings.set("yarn.nodemanager.delete.debug-delay-sec", "600");
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.set("yarn.scheduler.capacity.root.capacity", "100");
    settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
    MiniYARNCluster cluster = new MiniYARNCluster("yarn", NODES, 1, 1);
    cluster.init(settings);
    cluster.start();
    while (!cluster.waitForNodeManagersToConnect(1_000)) {
      // they come
    }
    Path folder = Path.of(args[0]);
    try (OutputStream out = Files.newOutputStream(folder.resolve("yarn-site.xml"))) {
      cluster.getConfig().writeXml(out);
    }
    Files.writeString(
        folder.resolve("core-site.xml"),
        "<configuration><property><name>fs.defaultFS</name><value>file:///</value></property>"
            + "</configuration>");
    Thread.currentThread().join();
  }
}
