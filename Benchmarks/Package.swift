// swift-tools-version:6.2

import PackageDescription

// Package symbols of the product are not visible from another package, so its targets are built here a second time:
// `Sources/` links to them.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "benchmarks",
  dependencies: [.package(url: "https://github.com/apple/swift-system", from: "1.8.1")],
  targets: [
    .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CLibUchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CFileCalls"),
    .target(name: "JobModel", swiftSettings: settings),
    .target(
      name: "Spool", dependencies: ["CFileCalls", "JobModel", system], exclude: ["STATES.md"],
      swiftSettings: settings),
    .target(name: "ZipArchive", dependencies: ["CLibArchive", system], swiftSettings: settings),
    .target(
      name: "RowReading",
      dependencies: ["CLibCSV", "CLibUchardet", "CLibXML2", "JobModel", "ZipArchive", system],
      swiftSettings: settings),
    .target(name: "HTTPTransfer", dependencies: ["CLibCurl", system], swiftSettings: settings),
    .target(
      name: "Results", dependencies: ["CLibXlsxWriter", "JobModel", "ZipArchive", system], swiftSettings: settings),
    .executableTarget(
      name: "drive", dependencies: ["HTTPTransfer", "JobModel", "Results", "RowReading", "Spool", system],
      swiftSettings: settings),
  ]
)
