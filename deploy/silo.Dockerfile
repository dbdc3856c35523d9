# The silo. Build it from the repository's root: docker build -f deploy/silo.Dockerfile -t llmwl-silo .
FROM node:22-slim AS page
WORKDIR /page
COPY Silo/Explorer/package.json Silo/Explorer/package-lock.json Silo/Explorer/.npmrc ./
RUN npm ci
COPY Silo/Explorer ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# The page of HTTP; there is no npm here, so that the build takes it as it is.
COPY --from=page /page/dist Silo/Explorer/dist
ENV NUGET_PACKAGES=/packages
RUN --mount=type=cache,target=/packages dotnet publish Silo -c Release --os linux -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Figures are drawn in the silo, and need a font.
COPY .ci/packages.txt /tmp/packages.txt
RUN apt-get update \
    && grep '^fonts-' /tmp/packages.txt | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/packages.txt \
    && install -d -o "$APP_UID" -g "$APP_UID" /var/lib/llmwl
COPY --from=build /app /app

# It listens everywhere in its container; Silo__AdvertisedAddress, which has to be given, is where others reach it.
ENV Silo__Address=0.0.0.0 Silo__Port=11111 Silo__GatewayPort=30000 Silo__HealthPort=8080 Http__Port=0 Storage__Path=/var/lib/llmwl DOTNET_EnableDiagnostics=0
EXPOSE 11111 30000 8080
USER $APP_UID
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["dotnet", "/app/llmwl-silo.dll", "--check-health"]
ENTRYPOINT ["dotnet", "/app/llmwl-silo.dll"]
