# docker build -t grapevine .
# docker run -p 8080:8080 -v grapevine-data:/data -e GRAPEVINE_PUBLIC_URL=https://go.example grapevine

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY .mvn .mvn
COPY src src
COPY config config
# The rehearsal waits for the runtime that will serve.
RUN mvn -B -q package -DskipTests -Dexec.skip=true

# A runtime of the modules that are used, and no more.
RUN jlink --strip-debug --no-header-files --no-man-pages --compress=zip-6 --output /opt/java \
      --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs \
 && /opt/java/bin/java -Xshare:dump

# The place where the program will stand, and its start-up archive, with profiles, for this runtime.
RUN mkdir -p /opt/grapevine/config /opt/grapevine/target \
 && cp -a target/grapevine.jar target/lib /opt/grapevine/target/ \
 && cp config/grapevine.properties config/jvm.options config/jvm-25.options /opt/grapevine/config/
WORKDIR /opt/grapevine
RUN /opt/java/bin/java -XX:+UseSerialGC -XX:AOTCacheOutput=target/grapevine.jsa -Xlog:disable -jar target/grapevine.jar rehearse

FROM debian:12-slim
RUN useradd --system --uid 10001 --home-dir /opt/grapevine grapevine && install -d -o grapevine -g grapevine /data
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/grapevine /opt/grapevine
WORKDIR /opt/grapevine
USER grapevine
ENV GRAPEVINE_HOST=0.0.0.0 GRAPEVINE_PORT=8080 GRAPEVINE_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
# Practising redirects delays the first yes by up to three seconds.
HEALTHCHECK --interval=15s --timeout=3s --start-period=15s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${GRAPEVINE_OPS_PORT:-$GRAPEVINE_PORT} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/opt/java/bin/java", "@config/jvm-25.options", "-XX:MaxRAMPercentage=60", "-jar", "target/grapevine.jar"]
CMD ["serve"]
