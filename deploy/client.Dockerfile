# The command line. Build it from the repository's root: docker build -f deploy/client.Dockerfile -t llmwl .
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
RUN --mount=type=cache,target=/packages dotnet publish Client -c Release --os linux -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Without --cluster the client draws figures itself, and needs a font.
COPY .ci/packages.txt /tmp/packages.txt
RUN apt-get update \
    && grep '^fonts-' /tmp/packages.txt | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/packages.txt \
    && install -d -o "$APP_UID" -g "$APP_UID" /work /var/lib/llmwl
COPY --from=build /app /app

ENV XDG_DATA_HOME=/var/lib/llmwl DOTNET_EnableDiagnostics=0
USER $APP_UID
WORKDIR /work
ENTRYPOINT ["dotnet", "/app/llmwl.dll"]
