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
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // MARK: C libraries, each imported by exactly one target
    .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CLibUchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
    .systemLibrary(name: "CLibSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .target(name: "CSystemShims"),

    // MARK: The floor: words and values
    .target(name: "JobModel", swiftSettings: settings),
    .target(name: "RowReading", dependencies: ["JobModel"], swiftSettings: settings),
    .target(
      name: "Containment",
      dependencies: [
        "JobModel", "CLibSeccomp", "CSystemShims",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),

    // MARK: Pictures
    .target(name: "ImageProcessing", dependencies: ["JobModel", "CLibVips"], swiftSettings: settings),
    .executableTarget(
      name: "rowspool-images",
      dependencies: [
        "Containment", "ImageProcessing", "JobModel", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),

    // MARK: Tests
    .testTarget(
      name: "ImageProcessingTests", dependencies: ["CLibVips", "ImageProcessing", "JobModel", "rowspool-images"],
      swiftSettings: settings
    ),
    .testTarget(name: "JobModelTests", dependencies: ["JobModel"], swiftSettings: settings),
    .executableTarget(
      name: "ContainmentTestHelper",
      dependencies: ["Containment", "JobModel", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/ContainmentTestHelper",
      swiftSettings: settings
    ),
    .testTarget(
      name: "ContainmentTests",
      dependencies: [
        "Containment", "ContainmentTestHelper", "JobModel",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
  ]
)
