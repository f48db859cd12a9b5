package io.sluice.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Holds JSON against the models of requests in the SDK of AWS: keys, types, words of a choice. */
final class Requests {

  private Requests() {}

  /** Fails where the model has no such key, another type, or no such word. */
  static void check(JsonNode json, SdkPojo model, String at) {
    json.fields()
        .forEachRemaining(
            entry -> {
              String place = at + "." + entry.getKey();
              List<SdkField<?>> fields =
                  model.sdkFields().stream()
                      .filter(f -> entry.getKey().equals(f.locationName()))
                      .toList();
              assertThat(fields).as(place).hasSize(1);
              value(entry.getValue(), fields.get(0), place);
              word(entry.getValue(), model, entry.getKey(), place);
            });
  }

  private static void value(JsonNode json, SdkField<?> field, String at) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      assertThat(json.isArray()).as(at).isTrue();
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      json.forEach(item -> value(item, member, at + "[]"));
    } else if (type == MarshallingType.MAP) {
      SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
      json.forEach(item -> value(item, member, at + "{}"));
    } else if (type == MarshallingType.SDK_POJO) {
      check(json, field.constructor().get(), at);
    } else if (type == MarshallingType.STRING) {
      assertThat(json.isTextual()).as(at).isTrue();
    } else if (type == MarshallingType.BOOLEAN) {
      assertThat(json.isBoolean()).as(at).isTrue();
    } else {
      assertThat(json.isIntegralNumber()).as(at + " " + type).isTrue();
    }
  }

  /** A builder takes a choice as its enum too, which knows its words. */
  private static void word(JsonNode json, SdkPojo builder, String key, String at) {
    String setter = key.substring(0, 1).toLowerCase(Locale.ROOT) + key.substring(1);
    for (var method : builder.getClass().getMethods()) {
      if (method.getName().equals(setter)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isEnum()) {
        try {
          Object choice =
              method
                  .getParameterTypes()[0]
                  .getMethod("fromValue", String.class)
                  .invoke(null, json.asText());
          assertThat(choice).as(at).hasToString(json.asText());
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
