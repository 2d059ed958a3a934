// swift-tools-version:6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "rowspool",
  dependencies: [
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1")
  ],
  targets: [
    // MARK: C libraries, each imported by exactly one target
    .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CLibUchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),

    // MARK: The floor: words and values
    .target(name: "JobModel", swiftSettings: settings),
    .target(name: "CFileCalls"),
    .target(
      name: "Spool",
      dependencies: ["JobModel", "CFileCalls", .product(name: "SystemPackage", package: "swift-system")],
      exclude: ["STATES.md"], swiftSettings: settings),
    .target(
      name: "ZipArchive",
      dependencies: ["CLibArchive", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: settings),
    .target(
      name: "RowReading",
      dependencies: [
        "JobModel", "ZipArchive", "CLibCSV", "CLibUchardet", "CLibXML2",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),

    // MARK: Tests
    .testTarget(name: "JobModelTests", dependencies: ["JobModel"], swiftSettings: settings),
    .target(name: "ZipFixtures", path: "Tests/ZipFixtures", swiftSettings: settings),
    .testTarget(
      name: "SpoolTests",
      dependencies: ["Spool", "JobModel", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: settings),
    .testTarget(
      name: "ZipArchiveTests",
      dependencies: ["ZipArchive", "ZipFixtures", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: settings),
    .testTarget(
      name: "RowReadingTests",
      dependencies: [
        "RowReading", "JobModel", "ZipArchive", "ZipFixtures", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
  ]
)
