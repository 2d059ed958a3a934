extension PageTemplate {
  /// The bar of a job; its numbers stand in the description for those who do not see it.
  static let bar = #"""
    <div class="bar" role="img" aria-label="{{bar.percent}} %: {{bar.words}}">{{#bar.stripes}}<i class="{{state}}" style="width:{{width}}%" title="{{title}}: {{count}}"></i>{{/bar.stripes}}</div>
    """#
}
