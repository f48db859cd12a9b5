package io.sluice.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/**
 * A setting that is a list of names, each with settings of its own: {@code rules: [{inRange: {min:
 * 0}}]}. A name is that of a class, as {@link StepClass} finds it, in the package of their common
 * type.
 */
public final class SettingsList<T extends Settings> extends Param<List<T>>
    implements SettingReader.Kind<T> {

  private final String word;
  private final Class<T> type;

  /**
   * A list of settings.
   *
   * @param word what a user calls an item: rule
   * @param type what all items are
   */
  public SettingsList(Identifiable parent, String name, String doc, String word, Class<T> type) {
    super(parent, name, doc);
    this.word = word;
    this.type = type;
  }

  /** All that an item can be. */
  public List<Class<? extends T>> known() {
    return StepClass.all(type, packages());
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public Optional<? extends T> make(String name) {
    return StepClass.named(type, name, packages()).map(StepClass::create);
  }

  @Override
  public String unknown(String name) {
    List<String> names = known().stream().map(StepClass::nameOf).toList();
    String plural = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "s";
    return "no such %s.%s %s: %s."
        .formatted(word, Nearest.hint(name, names), plural, String.join(", ", names));
  }

  private List<String> packages() {
    return List.of(type.getPackageName());
  }
}
